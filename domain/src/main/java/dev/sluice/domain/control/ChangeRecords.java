package dev.sluice.domain.control;

import java.util.List;

/**
 * Looks up how changes went lately. It never throws and soon answers: what can't be read is {@link
 * ChangeRecord#UNKNOWN}.
 */
public interface ChangeRecords {
  /** Knows nothing. */
  ChangeRecords NONE =
      new ChangeRecords() {
        @Override
        public ChangeRecord ofRequester(String requester) {
          return ChangeRecord.NONE;
        }

        @Override
        public ChangeRecord ofServices(List<String> services) {
          return ChangeRecord.NONE;
        }
      };

  /** The changes that somebody asked for. */
  ChangeRecord ofRequester(String requester);

  /** The changes that touched any of these services. */
  ChangeRecord ofServices(List<String> services);
}
