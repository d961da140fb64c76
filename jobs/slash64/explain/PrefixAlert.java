package slash64.explain;

import java.time.LocalDate;

/** An alert on the prefix, on one around it, or on one inside it. */
record PrefixAlert(
    LocalDate day, String kind, String prefix, String severity, String reason, String advice) {}
