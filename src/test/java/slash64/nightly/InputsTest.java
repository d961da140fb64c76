package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.failure.UserError;

class InputsTest {
  @TempDir Path folder;

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
  void filesThatAreNamedAreTaken() {
    assertThat(find("/_copying")).containsExactly("_copying");
    assertThat(find("/.mail*")).containsExactly(".mail.log.gz.Xa3k2");
  }

  private List<String> find(String name) {
    return Inputs.find(
            Inputs.Wanted.ARCHIVES,
            List.of(folder + name),
            LocalDate.of(2026, 11, 3),
            new Configuration(false),
            leftOut -> {})
        .stream()
        .map(file -> folder.relativize(Path.of(file.getPath().toUri().getPath())).toString())
        .toList();
  }
}
