package slash64.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.privacy.Messages;
import slash64.testing.SharedSpark;

class LakeTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final StructType SHAPE =
      new StructType()
          .add("day", DataTypes.DateType, true, "UTC day")
          .add("prefix", DataTypes.StringType, true, "RFC 5952 text");
  private static final TableDefinition SCORES = TableDefinition.byDay("scores", SHAPE);

  @TempDir Path folder;
  private final SparkSession spark = SharedSpark.session();
  private Lake lake;

  @BeforeEach
  void openAWarehouseWithASpaceInItsName() {
    lake = Lake.at(spark, folder.resolve("ware house").toString());
  }

  @Test
  void aWarehouseThatDeltaCannotQuoteIsRefused() {
    assertThatThrownBy(() -> Lake.at(spark, "/srv/ware`house"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot use warehouse /srv/ware`house: its path has a backtick. Name a folder without one.");
  }

  @Test
  void aTableThatWasNeverWrittenHasNoRowsAndItsShape() {
    assertThat(lake.has(SCORES)).isFalse();
    assertThat(lake.read(SCORES).schema()).isEqualTo(SHAPE);
    assertThat(lake.read(SCORES).count()).isZero();
  }

  @Test
  void aTableIsMadeOnFirstWriteWithCommentsAndPartitions() {
    lake.replaceDays(SCORES, rows(MONDAY, "2001:db8::/32"), List.of(MONDAY));

    assertThat(lake.read(SCORES).schema().apply("prefix").getComment().get())
        .isEqualTo("RFC 5952 text");
    assertThat(folder.resolve("ware house/scores/day=2026-11-02")).isDirectory();
  }

  @Test
  void writingADayTwiceLeavesItOnce() {
    lake.replaceDays(SCORES, rows(MONDAY, "2001:db8::/32"), List.of(MONDAY));
    lake.replaceDays(SCORES, rows(MONDAY, "2001:db8::/32"), List.of(MONDAY));

    assertThat(prefixes(MONDAY)).containsExactly("2001:db8::/32");
  }

  @Test
  void restatingADayLeavesTheOthers() {
    lake.replaceDays(SCORES, rows(MONDAY, "2001:db8:1::/48"), List.of(MONDAY));
    lake.replaceDays(SCORES, rows(TUESDAY, "2001:db8:2::/48"), List.of(TUESDAY));

    lake.replaceDays(SCORES, rows(MONDAY, "2001:db8:3::/48"), List.of(MONDAY));

    assertThat(prefixes(MONDAY)).containsExactly("2001:db8:3::/48");
    assertThat(prefixes(TUESDAY)).containsExactly("2001:db8:2::/48");
    assertThat(lake.days(SCORES)).containsExactly(MONDAY, TUESDAY);
  }

  @Test
  void restatingADayWithNothingEmptiesIt() {
    lake.replaceDays(SCORES, rows(MONDAY, "2001:db8:1::/48"), List.of(MONDAY));

    lake.replaceDays(SCORES, rows(MONDAY), List.of(MONDAY));

    assertThat(lake.days(SCORES)).isEmpty();
  }

  @Test
  void rowsOfADayThatIsNotNamedAreNotWritten() {
    assertThatThrownBy(
            () -> lake.replaceDays(SCORES, rows(TUESDAY, "2001:db8::/32"), List.of(MONDAY)))
        .hasMessageContaining("day");
    assertThat(lake.read(SCORES).count()).isZero();
  }

  @Test
  void noDayIsNoWrite() {
    assertThatThrownBy(() -> lake.replaceDays(SCORES, rows(MONDAY), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot replace days of scores: no day is named");
  }

  @Test
  void anAppendIsDoneOncePerNumber() {
    lake.append(SCORES, rows(MONDAY, "2001:db8:1::/48"), Transaction.ofIntake(1));
    lake.append(SCORES, rows(MONDAY, "2001:db8:1::/48"), Transaction.ofIntake(1));
    lake.append(SCORES, rows(MONDAY, "2001:db8:2::/48"), Transaction.ofIntake(2));
    lake.append(SCORES, rows(MONDAY, "2001:db8:1::/48"), Transaction.ofIntake(1));

    assertThat(prefixes(MONDAY)).containsExactly("2001:db8:1::/48", "2001:db8:2::/48");
  }

  @Test
  void aRelativePathIsOneOfTheCurrentFolder() {
    Lake relative = Lake.at(lake.spark(), "some/warehouse");

    assertThat(relative.warehouse().isAbsolute()).isTrue();
    assertThat(relative.warehouse().toUri().getPath())
        .isEqualTo(java.nio.file.Path.of("some/warehouse").toAbsolutePath().toString());
  }

  @Test
  void aWarehouseThatCanBeNoFolderIsWrongUse() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (String[] wrong :
        new String[][] {
          {file.toString(), "Cannot use warehouse %s: it is a file. Name a folder."},
          {
            "a:b/w",
            "Cannot use warehouse %s: what stands before its first colon is taken for a file system. Name a folder as ./a:b/w."
          },
          {
            "nowhere://host/w",
            "Cannot use warehouse %s: No FileSystem for scheme \"nowhere\". Name a folder."
          }
        }) {
      assertThatThrownBy(() -> Lake.at(lake.spark(), wrong[0]))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
          .hasMessage(wrong[1], wrong[0]);
    }
  }

  @Test
  void aTableOfALaterVersionIsRefused() {
    lake.prepare(List.of(new TableDefinition("scores", 3, SHAPE, List.of("day"))));

    // A run looks once at what version a table has; this is the next run.
    Lake next = Lake.at(lake.spark(), lake.warehouse().toString());
    assertThatThrownBy(() -> next.read(SCORES))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessage(
            "Cannot use table %s: a later Slash64 wrote it in version 3, this one knows up to 1. Run that Slash64, or name another --warehouse.",
            lake.path(SCORES));
    assertThatThrownBy(
            () -> next.replaceDays(SCORES, rows(MONDAY, "2001:db8::/32"), List.of(MONDAY)))
        .isInstanceOf(UserError.class);
  }

  @Test
  void anIntakeAddsClosedMessagesAndExchangesOpenOnesInOneCommit() {
    lake.exchangeOpen(open -> messages("a closed", "b open"), Transaction.ofIntake(1));
    lake.exchangeOpen(open -> messages("b closed", "c open", "d open"), Transaction.ofIntake(2));

    assertThat(stored()).containsExactly("a closed", "b closed", "c open", "d open");
    assertThat(commits(Tables.MESSAGES)).isEqualTo(3); // one that makes the table, two intakes
  }

  @Test
  void anIntakeDoneTwiceCountsOnce() {
    lake.exchangeOpen(open -> messages("a closed", "b open"), Transaction.ofIntake(1));
    lake.exchangeOpen(open -> messages("a closed", "b open"), Transaction.ofIntake(1));

    assertThat(stored()).containsExactly("a closed", "b open");
  }

  @Test
  void anIntakeWithoutOpenMessagesRemovesTheOpenOnes() {
    lake.exchangeOpen(open -> messages("a open"), Transaction.ofIntake(1));
    lake.exchangeOpen(open -> messages("a closed"), Transaction.ofIntake(2));

    assertThat(stored()).containsExactly("a closed");
  }

  @Test
  void afterAnIntakeOtherWritesAreCheckedAgain() {
    lake.exchangeOpen(open -> messages("a open"), Transaction.ofIntake(1));

    rowsOfADayThatIsNotNamedAreNotWritten();
  }

  private Dataset<Row> rows(LocalDate day, String... prefixes) {
    return spark.createDataFrame(
        Arrays.stream(prefixes).map(prefix -> RowFactory.create(day, prefix)).toList(), SHAPE);
  }

  private List<String> prefixes(LocalDate day) {
    return lake.read(SCORES, day).orderBy("prefix").collectAsList().stream()
        .map(row -> row.<String>getAs("prefix"))
        .toList();
  }

  /** Messages by queue id and state. */
  private Dataset<Row> messages(String... messages) {
    List<String> names = List.of(Messages.SCHEMA.fieldNames());
    List<Row> rows =
        Arrays.stream(messages)
            .map(
                message -> {
                  Map<String, Object> values =
                      Map.of(
                          "day",
                          MONDAY,
                          "queue_id",
                          message.substring(0, 1),
                          "is_open",
                          message.endsWith("open"));
                  return RowFactory.create(names.stream().map(values::get).toArray());
                })
            .toList();
    return spark.createDataFrame(rows, Messages.SCHEMA);
  }

  private List<String> stored() {
    return lake.read(Tables.MESSAGES).orderBy("queue_id", "is_open").collectAsList().stream()
        .map(row -> row.getAs("queue_id") + (row.<Boolean>getAs("is_open") ? " open" : " closed"))
        .toList();
  }

  private long commits(TableDefinition table) {
    return io.delta.tables.DeltaTable.forPath(spark, lake.path(table)).history().count();
  }
}
