package slash64.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slash64.lake.Lake;
import slash64.lake.TableViews;
import slash64.testing.SampleWarehouse;
import slash64.testing.SharedSpark;

/** Every question of docs/QUESTIONS.md, asked of the sample. */
class QuestionsTest {
  private static final Pattern QUESTION =
      Pattern.compile(
          "### (\\d+\\. [^\\n]+)\\n\\n```sql\\n(.*?)\\n```\\n\\n(.*?)(?=\\n###|\\z)",
          Pattern.DOTALL);

  private static SparkSession spark;

  /** One of them, which prints as its title. */
  record Question(String title, String query, String meaning) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Question> questions() throws IOException {
    return QUESTION
        .matcher(Files.readString(Path.of("docs/QUESTIONS.md")))
        .results()
        .map((MatchResult found) -> new Question(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  @BeforeAll
  static void nameTables() {
    spark = SharedSpark.session().newSession();
    TableViews.create(Lake.at(spark, SampleWarehouse.folder().resolve("warehouse").toString()));
  }

  @Test
  void theyAreNumberedInOrder() throws IOException {
    List<Question> questions = questions();

    assertThat(questions).hasSizeGreaterThan(20);
    for (int i = 0; i < questions.size(); i++) {
      assertThat(questions.get(i).title()).startsWith(i + 1 + ". ");
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void isAnswered(Question question) {
    assertThat(question.query())
        .as("can be pasted between double quotes")
        .doesNotContain("\"", "$", "`");
    assertThat(question.meaning()).isNotBlank();
    List<Row> rows = spark.sql(question.query()).collectAsList();

    if (!question.meaning().contains("No row is the good answer")) {
      assertThat(rows).isNotEmpty();
    }
  }
}
