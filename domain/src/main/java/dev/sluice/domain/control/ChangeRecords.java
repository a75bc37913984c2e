package dev.sluice.domain.control;

import java.util.List;

/** Looks up how changes went lately. */
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
