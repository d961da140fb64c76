package slash64.house.samples.other;

import slash64.house.samples.job.Job;

/** The other half of a circle. */
public record Other(Job back) {}
