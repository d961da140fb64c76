package slash64.house.samples.job;

import slash64.house.samples.other.Other;

/** A job that uses one that uses it. */
public record Job(String name) {
  /** Returns the job that goes round. */
  public Other next() {
    return new Other(this);
  }
}
