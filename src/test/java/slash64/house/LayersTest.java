package slash64.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders are layers: scoring knows nobody, transforms know scoring, jobs know both. */
class LayersTest {
  private static final String SAMPLES = "slash64.house.samples.";
  private static final String SCORER = SAMPLES + "scorer";
  private static final String TRANSFORM = SAMPLES + "transform";
  private static final String JOB = SAMPLES + "job";
  private static final String OTHER = SAMPLES + "other";

  private final JavaClasses house =
      new ClassFileImporter().importPath(Path.of("target", "classes"));
  private final JavaClasses samples =
      new ClassFileImporter().importPackages(SCORER, TRANSFORM, JOB, OTHER);

  @Test
  void everyArrowOfTheHousePointsTheRightWay() throws IOException {
    Layers layers = Layers.of(Path.of(""));

    assertThat(layers.scoring()).contains("slash64.net", "slash64.policy");
    assertThat(layers.transforms()).contains("slash64.maillog");
    assertThat(layers.jobs()).contains("slash64.cli");
    layers.scoringIsPlainJava().check(house);
    layers.transformsUseNoJobs().check(house);
    layers.jobsHaveNoCycles().check(house);
  }

  @Test
  void sparkInScoringIsFound() {
    Layers layers = new Layers(Set.of(TRANSFORM), Set.of(), Set.of());

    assertFails(layers.scoringIsPlainJava(), "org.apache.spark.sql.Row");
  }

  @Test
  void scoringThatUsesAnotherLayerIsFound() {
    Layers layers = new Layers(Set.of(SCORER), Set.of(TRANSFORM), Set.of(JOB, OTHER));

    assertFails(layers.scoringIsPlainJava(), JOB + ".Job");
  }

  @Test
  void transformsThatUseAJobAreFound() {
    Layers layers = new Layers(Set.of(), Set.of(SCORER), Set.of(JOB, OTHER));

    assertFails(layers.transformsUseNoJobs(), JOB + ".Job");
  }

  @Test
  void jobsThatUseEachOtherInACircleAreFound() {
    Layers circle = new Layers(Set.of(), Set.of(), Set.of(JOB, OTHER));
    Layers line = new Layers(Set.of(), Set.of(), Set.of(JOB, SCORER));

    assertFails(circle.jobsHaveNoCycles(), "Cycle detected");
    assertThatCode(() -> line.jobsHaveNoCycles().check(samples)).doesNotThrowAnyException();
  }

  @Test
  void aPackageInTwoFoldersIsFound(@TempDir Path root) throws IOException {
    for (String folder : new String[] {"scoring", "transforms", "jobs"}) {
      Files.createDirectories(root.resolve(folder + "/slash64/" + folder));
      Files.writeString(root.resolve(folder + "/slash64/" + folder + "/A.java"), "");
    }
    assertThat(Layers.of(root))
        .isEqualTo(
            new Layers(
                Set.of("slash64.scoring"), Set.of("slash64.transforms"), Set.of("slash64.jobs")));

    Files.createDirectories(root.resolve("jobs/slash64/scoring"));
    Files.writeString(root.resolve("jobs/slash64/scoring/B.java"), "");
    assertThatThrownBy(() -> Layers.of(root))
        .hasMessage(
            "Package slash64.scoring lives in two folders: move its classes into one of them");
  }

  private void assertFails(ArchRule rule, String offence) {
    assertThatThrownBy(() -> rule.check(samples))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(offence);
  }
}
