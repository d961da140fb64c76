package slash64.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Is there memory enough, and is the heap no larger than the machine? */
final class MemoryCheck {
  private static final long LEAST_MB = 900; // a heap of 1 GB shows a little less

  private MemoryCheck() {}

  static Finding finding() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return of(Runtime.getRuntime().maxMemory() >> 20, machine.getTotalMemorySize() >> 20);
  }

  /**
   * Judges by numbers.
   *
   * @param heapMb largest size of the heap in MB
   * @param machineMb memory of the machine, or of the container, in MB
   */
  static Finding of(long heapMb, long machineMb) {
    String found = "heap up to %d MB of %d MB".formatted(heapMb, machineMb);
    if (heapMb < LEAST_MB) {
      return Finding.bad("memory", found + ", need 1 GB: set SLASH64_HEAP=1g or more.");
    }
    if (heapMb > machineMb) {
      return Finding.bad(
          "memory", found + ", more than there is: set SLASH64_HEAP to half of the machine's.");
    }
    return Finding.good("memory", found);
  }
}
