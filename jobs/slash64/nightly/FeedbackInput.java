package slash64.nightly;

import static org.apache.spark.sql.functions.col;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final Lake lake;

  FeedbackInput(Lake lake) {
    this.lake = lake;
  }

  /**
   * Reads the files and writes the days that they change.
   *
   * @param files files and globs, with {@code {date}} for the night's day
   * @param horizon the first day that may still change
   * @return a sentence about days before that, which are left as they are; empty if there are none
   * @throws UserError with status 3 if a name matches nothing, 2 if a line is malformed
   */
  List<String> take(List<String> files, LocalDate date, LocalDate horizon) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    FeedbackDays told = new FeedbackDays();
    Configuration hadoop = lake.spark().sessionState().newHadoopConf();
    for (FileStatus file :
        Inputs.find(Inputs.Wanted.FEEDBACK, files, date, hadoop, warnings::add)) {
      read(file, hadoop, told);
    }
    List<Row> rows = new ArrayList<>();
    List<LocalDate> changed = new ArrayList<>();
    for (LocalDate day : told.days()) {
      if (day.isBefore(horizon)) {
        warnings.add(
            "Feedback of %s lies further back than restate.horizon_days: it is not used"
                .formatted(day));
      } else if (!known(day).equals(Set.copyOf(told.rows(day)))) {
        changed.add(day);
        rows.addAll(told.rows(day));
      }
    }
    if (!changed.isEmpty()) {
      lake.replaceDays(
          Tables.FEEDBACK,
          lake.spark().createDataFrame(rows, FeedbackDays.SCHEMA).coalesce(1),
          changed);
    }
    return warnings;
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

  private Set<Row> known(LocalDate day) {
    if (!lake.days(Tables.FEEDBACK).contains(day)) {
      return Set.of();
    }
    return new HashSet<>(
        lake.read(Tables.FEEDBACK).filter(col("day").equalTo(day)).collectAsList());
  }
}
