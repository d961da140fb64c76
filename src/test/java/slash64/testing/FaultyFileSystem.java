package slash64.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under another scheme, {@code faulty:/folder}, which can stop to work at a moment:
 * every step that would leave a trace on the disk is counted, and from the one on that was named
 * none is carried out any more. What lies there then is what a run leaves that was killed at this
 * very step, whatever it goes on to do in memory. One for all: tests that use it do not run side by
 * side.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("faulty:///");
  private static final AtomicLong STEPS = new AtomicLong();
  private static volatile long last = Long.MAX_VALUE;
  private static volatile boolean isFull;

  /** Makes the scheme known to a session's file systems. */
  public static void install(Configuration hadoop) {
    hadoop.set("fs.faulty.impl", FaultyFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem.faulty.impl", Context.class.getName());
  }

  /** Counts anew from 0, and carries out {@code steps} steps from now on. */
  public static void dieAfter(long steps) {
    isFull = false;
    STEPS.set(0);
    last = steps;
  }

  /** Counts anew from 0; after {@code steps} steps nothing can be written, only removed. */
  public static void fullAfter(long steps) {
    dieAfter(steps);
    isFull = true;
  }

  /** Works again, for ever. */
  public static void revive() {
    dieAfter(Long.MAX_VALUE);
  }

  /** Returns how many steps were tried since the count began. */
  public static long steps() {
    return STEPS.get();
  }

  private static void step(boolean isWrite) throws IOException {
    if (STEPS.incrementAndGet() > last && (isWrite || !isFull)) {
      throw new IOException(isFull ? "No space left on device" : "killed");
    }
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return ROOT.getScheme();
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path file, boolean append, FsPermission permission) throws IOException {
    step(true);
    OutputStream out = super.createOutputStreamWithMode(file, append, permission);
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        step(true);
        out.write(bytes, offset, length);
      }

      @Override
      public void write(int value) throws IOException {
        step(true);
        out.write(value);
      }
    };
  }

  @Override
  public FSDataOutputStream append(Path file, int bufferSize, Progressable progress)
      throws IOException {
    step(true);
    return super.append(file, bufferSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    step(false);
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    step(false);
    return super.delete(file, recursive);
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    step(true);
    return super.mkdirs(folder);
  }

  @Override
  public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
    step(true);
    return super.mkdirs(folder, permission);
  }

  /** The same for Hadoop's newer interface, which Delta writes its log through. */
  public static final class Context extends DelegateToFileSystem {
    public Context(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(uri, initialized(hadoop), hadoop, ROOT.getScheme(), false);
    }

    private static FaultyFileSystem initialized(Configuration hadoop) throws IOException {
      FaultyFileSystem files = new FaultyFileSystem();
      files.initialize(ROOT, hadoop);
      return files;
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }
}
