package slash64.nightly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Row;
import slash64.failure.UserError;
import slash64.feedback.FeedbackDays;
import slash64.feedback.FeedbackFile;
import slash64.lake.Lake;
import slash64.lake.Tables;

/**
 * Takes complaints, trap hits and bounces into the table {@code feedback}. The files of one call
 * together tell all of a day: what was known of it is exchanged, and a day about which they tell
 * the same is not touched.
 */
final class FeedbackInput {
  private final FeedbackDays told;

  private FeedbackInput(FeedbackDays told) {
    this.told = told;
  }

  /**
   * Reads the files.
   *
   * @param files files and globs, with {@code {date}} for the night's day; none is no feedback
   * @param warnings is told what is left out, and why
   * @throws UserError with status 3 if a name matches nothing, 2 if a line is malformed
   */
  static FeedbackInput read(
      List<String> files, LocalDate date, Configuration hadoop, Consumer<String> warnings) {
    FeedbackDays told = new FeedbackDays();
    for (FileStatus file : Inputs.find(Inputs.Wanted.FEEDBACK, files, date, hadoop, warnings)) {
      read(file, hadoop, told);
    }
    return new FeedbackInput(told);
  }

  /**
   * Writes the days that changed.
   *
   * @param horizon the first day that may still change; what is told of days before it is left out
   */
  void write(Lake lake, LocalDate horizon, Consumer<String> warnings) {
    List<Row> rows = new ArrayList<>();
    List<LocalDate> changed = new ArrayList<>();
    List<LocalDate> leftOut = new ArrayList<>();
    for (LocalDate day : told.days()) {
      if (known(lake, day).equals(Set.copyOf(told.rows(day)))) {
        continue; // a file that keeps its past
      }
      if (day.isBefore(horizon)) {
        leftOut.add(day);
      } else {
        changed.add(day);
        rows.addAll(told.rows(day));
      }
    }
    if (!leftOut.isEmpty()) {
      LocalDate last = Collections.max(leftOut);
      warnings.accept(
          "Feedback of %s lies further back than restate.horizon_days: it is not used"
              .formatted(
                  leftOut.size() == 1 ? last : "%d days up to %s".formatted(leftOut.size(), last)));
    }
    if (!changed.isEmpty()) {
      lake.replaceDays(
          Tables.FEEDBACK,
          lake.spark().createDataFrame(rows, FeedbackDays.SCHEMA).coalesce(1),
          changed);
    }
  }

  private static void read(FileStatus file, Configuration hadoop, FeedbackDays told) {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                file.getPath().getFileSystem(hadoop).open(file.getPath()),
                StandardCharsets.UTF_8))) {
      FeedbackFile.read(text, file.getPath().toString(), told);
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read feedback %s: %s. Look at --feedback."
              .formatted(file.getPath(), e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }

  private static Set<Row> known(Lake lake, LocalDate day) {
    if (!lake.days(Tables.FEEDBACK).contains(day)) {
      return Set.of();
    }
    return new HashSet<>(lake.readWhole(Tables.FEEDBACK, day).collectAsList());
  }
}
