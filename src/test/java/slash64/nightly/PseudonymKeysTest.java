package slash64.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slash64.conf.PrivacySettings;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.privacy.PseudonymKey;
import slash64.testing.SharedSpark;

class PseudonymKeysTest {
  private static final String SECRET = "b2Ygbm8gdXNlIHRvIGFueWJvZHkgZWxzZSB0aGFuIHVz";

  @TempDir Path folder;

  private final PrivacySettings standard = PrivacySettings.of(Settings.standard());

  @Test
  void aKeyIsMadeOnceForItsOwnerAlone() throws IOException {
    String first = PseudonymKeys.keptOrMade(lake(), standard).pseudonym("name");

    assertThat(PseudonymKeys.keptOrMade(lake(), standard).pseudonym("name")).isEqualTo(first);
    assertThat(Files.getPosixFilePermissions(kept()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(kept());
    }
  }

  /** As SECURITY.md says a key is changed. */
  @Test
  void aKeyMayBePutInPlaceOfTheOneThatWasMade() throws IOException {
    PseudonymKeys.keptOrMade(lake(), standard);
    Files.writeString(kept(), SECRET + "\n");

    assertThat(PseudonymKeys.keptOrMade(lake(), standard).pseudonym("name"))
        .isEqualTo(PseudonymKey.of(SECRET.getBytes(StandardCharsets.UTF_8)).pseudonym("name"));
  }

  @Test
  void aKeyIsTheSameWhereverItIsPut() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), SECRET + "\r\n");
    PrivacySettings named =
        PrivacySettings.of(Settings.load(Optional.empty(), List.of("privacy.key_file=" + file)));
    Files.writeString(kept(), SECRET + "\n");

    String inFile = PseudonymKeys.kept(lake(), named, Map.of()).get().pseudonym("name");
    String inWarehouse = PseudonymKeys.kept(lake(), standard, Map.of()).get().pseudonym("name");
    String inVariable =
        PseudonymKeys.kept(lake(), standard, Map.of("SLASH64_PSEUDONYM_KEY", " " + SECRET))
            .get()
            .pseudonym("name");

    assertThat(inWarehouse).isEqualTo(inFile);
    assertThat(inVariable).isEqualTo(inFile);
  }

  @Test
  void aKeyThatIsCutOffIsToldByItsPlace() throws IOException {
    Files.createFile(kept());

    assertThatThrownBy(() -> PseudonymKeys.keptOrMade(lake(), standard))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("In " + kept() + ": ")
        .hasMessageContaining("it has 0 bytes");
  }

  private Path kept() {
    return folder.resolve("_pseudonym.key");
  }

  private Lake lake() {
    return Lake.at(SharedSpark.session(), folder.toString());
  }
}
