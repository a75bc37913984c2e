package dev.sluice.domain.control;

import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.plan.ChangeClass;
import java.util.List;
import java.util.Map;

/**
 * What is known of a change before anything is touched.
 *
 * @param type the change type's name
 * @param control what the change type says of its danger
 * @param subDomains that carry it out, those of its steps
 * @param capabilities of them that it uses
 * @param parameters checked against the type, defaults filled in
 * @param neighbours of its services
 * @param reversible whether all of it can be taken back
 * @param governed whether services or policies are declared at all; without, the type alone counts
 * @param requester who asks for it; empty where nobody is known
 * @param requesterRecord how their changes went lately
 * @param servicesRecord how changes of these services went lately
 */
public record ChangeFacts(
    String type,
    Control control,
    Reach reach,
    Extent extent,
    List<String> subDomains,
    List<String> capabilities,
    Map<String, String> parameters,
    Neighbourhood neighbours,
    boolean reversible,
    boolean governed,
    Carrier carrier,
    String requester,
    ChangeRecord requesterRecord,
    ChangeRecord servicesRecord,
    Moment moment) {
  public ChangeFacts {
    subDomains = List.copyOf(subDomains);
    capabilities = List.copyOf(capabilities);
    parameters = Map.copyOf(parameters);
  }

  /** The same with what its type says of its danger once all its steps are counted. */
  public ChangeFacts withControl(Control other) {
    return new ChangeFacts(
        type,
        other,
        reach,
        extent,
        subDomains,
        capabilities,
        parameters,
        neighbours,
        reversible,
        governed,
        carrier,
        requester,
        requesterRecord,
        servicesRecord,
        moment);
  }

  /** Whether it is asked for as an emergency. */
  public boolean emergency() {
    return control.changeClass() == ChangeClass.EMERGENCY;
  }
}
