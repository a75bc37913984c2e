package dev.sluice.activities.traffic.gateway;

import dev.sluice.activities.traffic.ProxyPlace;

/**
 * The routes of one gateway in one namespace.
 *
 * @param place which it is; without a probe no change can be seen to arrive
 * @param namespace of the {@code HTTPRoute}s
 * @param gateway name of the gateway they are attached to, whose controller says whether it took
 *     them
 */
public record GatewayConfig(ProxyPlace place, String namespace, String gateway) {}
