package slash64.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The layers of the house: which package lives in which of the three folders, and which way they
 * may use each other.
 */
record Layers(Set<String> scoring, Set<String> transforms, Set<String> jobs) {
  /** All that scoring may use beside itself. */
  private static final List<String> PLAIN_JAVA =
      List.of("java..", "inet.ipaddr..", "org.apache.datasketches..");

  Layers {
    for (String name : jobs) {
      if (scoring.contains(name) || transforms.contains(name)) {
        throw twice(name);
      }
    }
    for (String name : transforms) {
      if (scoring.contains(name)) {
        throw twice(name);
      }
    }
  }

  /** Reads the layers from the folders below a root. */
  static Layers of(Path root) throws IOException {
    return new Layers(
        packages(root.resolve("scoring")),
        packages(root.resolve("transforms")),
        packages(root.resolve("jobs")));
  }

  ArchRule scoringIsPlainJava() {
    String[] allowed = Stream.concat(scoring.stream(), PLAIN_JAVA.stream()).toArray(String[]::new);
    return classes()
        .that()
        .resideInAnyPackage(names(scoring))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .allowEmptyShould(true)
        .because("scoring/ is plain Java on the JDK, IPAddress and DataSketches");
  }

  ArchRule transformsUseNoJobs() {
    return noClasses()
        .that()
        .resideInAnyPackage(names(transforms))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(names(jobs))
        .allowEmptyShould(true)
        .because("transforms/ turns rows into rows; reading and writing is for jobs/");
  }

  ArchRule jobsHaveNoCycles() {
    return slices()
        .assignedFrom(new JobPackage(jobs))
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .because("a package of jobs/ is to be read without those that use it");
  }

  private static Set<String> packages(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Set<String> packages = new TreeSet<>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> folder.relativize(file).getParent().toString().replace('/', '.'))
          .forEach(packages::add);
      return packages;
    }
  }

  private static String[] names(Set<String> packages) {
    return packages.toArray(String[]::new);
  }

  private static IllegalArgumentException twice(String name) {
    return new IllegalArgumentException(
        "Package %s lives in two folders: move its classes into one of them".formatted(name));
  }

  /** Each package of the jobs is a slice of its own; all other classes belong to none. */
  private record JobPackage(Set<String> jobs) implements SliceAssignment {
    @Override
    public String getDescription() {
      return "packages of jobs/";
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      String name = javaClass.getPackageName();
      return jobs.contains(name) ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
    }
  }
}
