package slash64.baseline;

import slash64.stats.CountDistribution;

/**
 * What is expected of today.
 *
 * @param predictive distribution of today's count, uncertainty of the fit included
 * @param mean expectation from the own past alone, messages
 * @param dispersion variance of the daily counts around their expectations, divided by the mean
 * @param growth log of the growth per day, 0 when it is not significant
 * @param days days of the past that taught
 */
record VolumeFit(
    CountDistribution predictive, double mean, double dispersion, double growth, int days) {}
