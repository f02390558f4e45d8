package org.iamaudit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port on which nobody listens, for tests that need to know it beforehand.
 *
 * <p>It is below those that systems give to whoever asks for any (from 32768 on Linux, 49152
 * elsewhere), so that no connection made in the meantime takes it.
 */
public final class FreePort {
  private FreePort() {}

  /** One that could be bound just now. */
  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: try another.
      }
    }
  }
}
