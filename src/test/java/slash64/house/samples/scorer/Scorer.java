package slash64.house.samples.scorer;

import slash64.house.samples.job.Job;

/** A scorer, or a transform, that uses a job: an arrow the wrong way. */
public final class Scorer {
  private Scorer() {}

  /** Counts what a job says. */
  public static int score(Job job) {
    return job.name().length();
  }
}
