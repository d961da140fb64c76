package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.session.LocalFiles;

class InputsTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void someFiles() throws IOException {
    for (String name : List.of("mail.log", ".mail.log.gz.Xa3k2", "_copying", "sub/mail.log")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a line\n");
    }
  }

  @Test
  void filesThatAreBeingCopiedAreLeftOutOfFoldersAndGlobs() {
    assertThat(find("")).containsExactly("mail.log", "sub/mail.log");
    assertThat(find("/*")).containsExactly("mail.log", "sub/mail.log");
    assertThatThrownBy(() -> find("/*opying"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("matches no file");
  }

  @Test
  void aWarehouseInAFolderOfLogsIsLeftOutAndToldOnce() throws IOException {
    for (String name :
        List.of(
            "messages/_delta_log/0.json",
            "messages/a.parquet",
            "policy/_delta_log/0.json",
            "policy/day=1/b.parquet",
            "mail.log")) {
      Path file = folder.resolve("warehouse").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "a line\n");
    }
    assertThat(find("")).containsExactly("mail.log", "sub/mail.log", "warehouse/mail.log");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Left out the tables in ")
        .endsWith("/warehouse");
  }

  @Test
  void filesThatAreNamedAreTaken() {
    assertThat(find("/_copying")).containsExactly("_copying");
    assertThat(find("/.mail*")).containsExactly(".mail.log.gz.Xa3k2");
  }

  @Test
  void aColonWithoutASlashBehindItIsPartOfAName() throws IOException {
    Files.writeString(folder.resolve("mail.log-12:00"), "a line\n");
    assertThat(find("/mail.log-12:00")).containsExactly("mail.log-12:00");
    for (String name : List.of("mail.log-12:00", "mx1:mail/log", "mail.log-12:*")) {
      assertThatThrownBy(() -> findAt(name))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(name + " matches no file");
    }
    assertThatThrownBy(() -> findAt("mx1:/var/log/mail.log"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessage(
            "Cannot look for archives in mx1:/var/log/mail.log: No FileSystem for scheme \"mx1\". Look at --input.");
  }

  private List<String> find(String name) {
    return findAt(folder + name);
  }

  private List<String> findAt(String name) {
    return Inputs.find(
            Inputs.Wanted.ARCHIVES,
            List.of(name),
            LocalDate.of(2026, 11, 3),
            hadoop(),
            warnings::add)
        .stream()
        .map(file -> folder.relativize(Path.of(file.getPath().toUri().getPath())).toString())
        .toList();
  }

  /** With our way to local files, as in every session. */
  private static Configuration hadoop() {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", LocalFiles.class.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    return hadoop;
  }
}
