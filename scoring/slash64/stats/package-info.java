/**
 * Distributions and tests, in natural logarithms where a tail can be smaller than a double. Plain
 * functions of numbers: no state, no randomness, no I/O.
 */
package slash64.stats;
