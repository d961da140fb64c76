package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.Settings;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.progress.Progress;
import slash64.testing.SharedSpark;

/** A night over a real server's log, where the corpus lies beside the checkout. */
class RealLogTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("slash64.home", "."))
          .toAbsolutePath()
          .resolveSibling("shared/corpus/postfix-hidden");

  @Test
  void theTablesAddUpToWhatPlainTextSearchCounts(@TempDir Path folder) throws IOException {
    assumeTrue(
        Files.isDirectory(FOLDER), () -> "There is no " + FOLDER + ": the real log is not read");
    String warehouse = folder.resolve("warehouse").toString();
    NightConf conf =
        new NightConf(
            LocalDate.of(2022, 2, 26), // its stamps tell no year, its long queue ids do
            List.of(FOLDER.toString()),
            warehouse,
            Optional.of(folder.resolve("feed").toString()),
            Optional.empty(),
            false,
            Settings.standard());
    try (Progress progress = Progress.onStandardError()) {
      Nightly.run(SharedSpark.session(), conf, progress);
    }

    List<String> lines =
        Files.readAllLines(FOLDER.resolve("maillog")).stream()
            .filter(line -> line.contains(" postfix/"))
            .toList();
    Row sums =
        Lake.at(SharedSpark.session(), warehouse)
            .read(Tables.MESSAGES)
            .filter("mta = 'postfix'")
            .selectExpr(
                "sum(connections)", "sum(rejects)", "sum(sent)", "sum(bounced)", "sum(deferrals)")
            .head();
    assertThat(sums.getLong(0)).isEqualTo(count(lines, "smtpd\\[\\d+\\]: connect from \\S+\\["));
    assertThat(sums.getLong(1))
        .isEqualTo(count(lines, "reject: \\S+ from \\S+\\[\\S+\\]: 5\\d\\d "));
    assertThat(sums.getLong(2)).isEqualTo(count(lines, " status=sent \\("));
    assertThat(sums.getLong(3)).isEqualTo(count(lines, " status=bounced \\("));
    assertThat(sums.getLong(4)).isEqualTo(count(lines, " status=deferred \\("));
    assertThat(Lake.at(SharedSpark.session(), warehouse).days(Tables.MESSAGES))
        .containsExactly(
            LocalDate.of(2021, 8, 31), LocalDate.of(2022, 2, 25), LocalDate.of(2022, 2, 26));
    assertThat(folder.resolve("feed/current/manifest.json")).exists();
  }

  private static long count(List<String> lines, String words) {
    Pattern pattern = Pattern.compile(words);
    return lines.stream().filter(line -> pattern.matcher(line).find()).count();
  }
}
