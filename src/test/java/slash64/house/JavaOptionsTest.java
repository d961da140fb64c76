package slash64.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {
  @Test
  void javaIsStartedWithWhatThisSparkAsksFor() throws IOException {
    assertThat(Files.readAllLines(Path.of("conf/jvm.options")))
        .containsExactlyInAnyOrder(JavaModuleOptions.defaultModuleOptionArray());
  }
}
