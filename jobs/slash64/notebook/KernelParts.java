package slash64.notebook;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** What the protocol's library puts a kernel together from; its standards, for Java. */
final class KernelParts extends BaseKernelBuilder<KernelParts, NotebookKernel> {
  private final Opening opening;

  KernelParts(Opening opening) {
    this.opening = opening;
  }

  @Override
  public NotebookKernel build() {
    return new NotebookKernel(this, opening);
  }

  static LanguageInfo java() {
    return new LanguageInfo.Builder("java")
        .version(System.getProperty("java.version"))
        .mimetype("text/x-java-source")
        .fileExtension(".java")
        .pygments("java")
        .codemirror("text/x-java")
        .build();
  }

  HistoryManager history() {
    return buildHistoryManager();
  }

  JupyterIO io() {
    return buildJupyterIO(StandardCharsets.UTF_8);
  }

  CommManager comms() {
    return buildCommManager();
  }

  Renderer renderer() {
    return buildRenderer();
  }

  /** Asked for by the library; our cells know one magic word, which {@link Cells} reads. */
  MagicParser magic() {
    return new MagicParser("^\\s*%", "%%", buildMagicTranspiler());
  }

  MagicsRegistry magics() {
    return buildMagicsRegistry();
  }

  StringStyler errors() {
    return buildErrorStyler();
  }
}
