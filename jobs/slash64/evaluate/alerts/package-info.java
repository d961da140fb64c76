/**
 * Judges alerts by worlds whose truth is known: simulated ones in memory, or a warehouse beside the
 * truth that {@code synth} wrote.
 */
package slash64.evaluate.alerts;
