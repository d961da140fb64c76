package slash64.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a night changed in the policy.
 *
 * @param before the scored day it is compared with; none on the first
 * @param shown the changes that matter most
 */
record PolicyChanges(
    Optional<LocalDate> before, long added, long removed, long moved, List<ChangeRow> shown) {}
