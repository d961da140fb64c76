package slash64.lake;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * The partitions of a table that a write replaces, told twice: in SQL for Delta, and as a test of
 * single files for who has a list of them.
 *
 * @param condition over partition columns, in SQL
 * @param isReplaced whether a file is of these partitions
 * @param mayAddOutside whether rows may be added to other partitions, too
 */
record Replaced(String condition, Predicate<AddFile> isReplaced, boolean mayAddOutside) {

  /**
   * Returns these days and no other.
   *
   * @param days at least one
   */
  static Replaced days(Collection<LocalDate> days) {
    Set<LocalDate> sorted = new TreeSet<>(days);
    return new Replaced(
        sorted.stream()
            .map("DATE'%s'"::formatted)
            .collect(Collectors.joining(", ", "day IN (", ")")),
        file -> TableLog.day(file).filter(sorted::contains).isPresent(),
        false);
  }

  /** Returns the open messages of all days, and all of some; closed ones may be added. */
  static Replaced openMessages(Collection<LocalDate> days) {
    Predicate<AddFile> isOpen =
        file -> TableLog.partitionValue(file, "is_open").filter("true"::equals).isPresent();
    if (days.isEmpty()) {
      return new Replaced("is_open = true", isOpen, true);
    }
    Replaced whole = days(days);
    return new Replaced("is_open = true OR " + whole.condition, isOpen.or(whole.isReplaced), true);
  }
}
