package slash64.report;

/**
 * An entry that came, went or changed its tier since the scored day before.
 *
 * @param before tier before, null when there was no entry
 * @param after tier now, null when there is no entry
 * @param reason why the entry stands now, or why it stood
 */
record ChangeRow(String prefix, String before, String after, Double score, String reason) {}
