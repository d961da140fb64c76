package slash64.report;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * An alert with its past.
 *
 * @param where prefix, or customer
 * @param expected by the baseline, in the unit of {@code observed}; null when nothing was
 * @param history transactions of the prefix by day, the report's day last; empty for a customer
 */
record AlertRow(
    String kind,
    String where,
    String severity,
    Double expected,
    Double observed,
    LocalDate since,
    boolean isNew,
    String reason,
    String advice,
    SortedMap<LocalDate, Long> history) {}
