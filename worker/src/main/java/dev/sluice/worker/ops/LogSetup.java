package dev.sluice.worker.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.sluice.worker.config.LogConfig;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets up logging to standard output, for people or for machines. */
public final class LogSetup {
  private static final String PLAIN =
      "%d{HH:mm:ss.SSS} %-5level %-24logger{0} %replace([%X{change}] ){'\\[\\] ', ''}%msg%n";

  /** Replaces whatever was set up before. */
  public static void apply(LogConfig config) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    // Whoever embeds Sluice and logs in another way keeps that.
    if (factory instanceof LoggerContext context) {
      apply(config, context);
    }
  }

  static void apply(LogConfig config, LoggerContext context) {
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder(config.format(), context));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.valueOf(config.level().name()));
    // At DEBUG, gRPC writes the headers of every call, and so the callers' tokens.
    context.getLogger("io.grpc").setLevel(Level.WARN);
    // At INFO it tells every session and channel, at DEBUG every packet.
    context.getLogger("org.apache.sshd").setLevel(Level.WARN);
    if (config.level().compareTo(LogConfig.Level.INFO) <= 0) {
      // It tells every poller and connection at INFO.
      context.getLogger("io.temporal").setLevel(Level.WARN);
    }
  }

  static Encoder<ILoggingEvent> encoder(LogConfig.Format format, LoggerContext context) {
    return switch (format) {
      case PLAIN -> {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(PLAIN);
        yield started(encoder, context);
      }
      case JSON -> {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        yield started(encoder, context);
      }
    };
  }

  private static <E extends Encoder<ILoggingEvent>> E started(E encoder, LoggerContext context) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private LogSetup() {}
}
