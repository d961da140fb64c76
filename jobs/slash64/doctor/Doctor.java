package slash64.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slash64.conf.PrivacySettings;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.publication.SettingsCheck;

/** Looks at all that a night needs before there is a night. Changes nothing. */
public final class Doctor {
  private Doctor() {}

  /**
   * Returns what was found, in the order to mend it.
   *
   * @param settings gives the settings, or the error they are refused with
   * @param warehouse folder of the tables, if it is to be looked at
   * @param export folder of the feed, if it is to be looked at
   */
  public static List<Finding> examine(
      Supplier<Settings> settings, Optional<String> warehouse, Optional<String> export) {
    List<Finding> findings = new ArrayList<>(JavaCheck.findings());
    findings.add(MemoryCheck.finding());
    findings.add(TemporaryFolderCheck.finding());
    findings.addAll(configuration(settings));
    warehouse.ifPresent(w -> findings.add(FolderCheck.finding("warehouse", w, "--warehouse")));
    export.ifPresent(e -> findings.addAll(export(e)));
    return findings;
  }

  private static List<Finding> export(String export) {
    Finding folder = FolderCheck.finding("export", export, "--export");
    List<Finding> findings = new ArrayList<>(List.of(folder));
    if (folder.verdict() != Finding.Verdict.BAD) {
      FeedCheck.finding(export, Instant.now()).ifPresent(findings::add);
    }
    return findings;
  }

  private static List<Finding> configuration(Supplier<Settings> settings) {
    Settings inForce;
    try {
      inForce = settings.get();
      SettingsCheck.run(inForce);
    } catch (UserError e) {
      return List.of(Finding.bad("configuration", e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("configuration", "in order; ./slash64 config --show prints it"));
    PrivacySettings.of(inForce).keyFile().ifPresent(file -> findings.add(keyFile(file)));
    return findings;
  }

  private static Finding keyFile(Path file) {
    return Files.isRegularFile(file) && Files.isReadable(file)
        ? Finding.good("key file", file.toString())
        : Finding.bad(
            "key file",
            "cannot read %s: make it readable, or set privacy.key_file to another."
                .formatted(file));
  }
}
