package slash64.report;

import java.time.Instant;
import java.util.Map;

/** An archive with lines of the report's day, as the ledger has it. */
record ArchiveRow(
    String path,
    String format,
    long lines,
    long used,
    long empty,
    Map<String, Long> refusedByReason,
    Instant first,
    Instant last) {

  long refused() {
    return refusedByReason.values().stream().mapToLong(Long::longValue).sum();
  }
}
