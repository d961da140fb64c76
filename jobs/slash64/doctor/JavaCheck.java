package slash64.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** Is this the Java that Spark needs, started the way Spark needs it? */
final class JavaCheck {
  private static final int NEEDED = 17;
  private static final Pattern OPENED = Pattern.compile("--add-opens=([^/]+)/([^=]+)=ALL-UNNAMED");

  private JavaCheck() {}

  static List<Finding> findings() {
    return List.of(
        version(Runtime.version().feature()), flags(JavaModuleOptions.defaultModuleOptionArray()));
  }

  static Finding version(int feature) {
    return feature == NEEDED
        ? Finding.good("Java", Runtime.version().toString())
        : Finding.bad(
            "Java",
            "this is Java %d, need %d: install openjdk-%d-jdk and point JAVA_HOME at it."
                .formatted(feature, NEEDED, NEEDED));
  }

  /**
   * Asks the running machine rather than its command line: what counts is that a package is open.
   */
  static Finding flags(String... needed) {
    List<String> closed = new ArrayList<>();
    for (String flag : needed) {
      Matcher opened = OPENED.matcher(flag);
      if (opened.matches() && !isOpen(opened.group(1), opened.group(2))) {
        closed.add(opened.group(1) + "/" + opened.group(2));
      }
    }
    return closed.isEmpty()
        ? Finding.good("Java flags", "what Spark needs is open")
        : Finding.bad(
            "Java flags",
            "closed to Spark: %s. Start with ./slash64, or give java @conf/jvm.options."
                .formatted(String.join(", ", closed)));
  }

  private static boolean isOpen(String module, String packageName) {
    Optional<Module> found = ModuleLayer.boot().findModule(module);
    Module ours = JavaCheck.class.getModule();
    return found.isPresent() && found.get().isOpen(packageName, ours);
  }
}
