package slash64.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a web server on loopback in the name of any client, as a load balancer does (PROXY protocol,
 * version 1).
 */
final class ProxyProtocol {
  private ProxyProtocol() {}

  /** Returns the body of the answer. */
  static String ask(int port, String client) throws IOException {
    boolean isIpv6 = client.contains(":");
    String request =
        "PROXY TCP%s %s %s 40000 80\r\nGET / HTTP/1.0\r\n\r\n"
            .formatted(isIpv6 ? "6" : "4", client, isIpv6 ? "2001:db8::1" : "192.0.2.1");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }
}
