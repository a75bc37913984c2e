package dev.sluice.worker.config;

/** What a process does. */
public enum WorkerRoles {
  BOTH,
  API,
  WORKER;

  public boolean servesApi() {
    return this != WORKER;
  }

  public boolean runsWorkers() {
    return this != API;
  }
}
