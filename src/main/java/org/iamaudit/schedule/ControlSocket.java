package org.iamaudit.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How commands reach a running daemon: a socket in the state directory, so that whoever may write
 * there may steer it and nobody else, without a port and without a secret.
 *
 * <p>A request is one line of words between tabs, up to the end of what is sent; the answer begins
 * with a line {@code ok} or {@code refused}.
 */
public final class ControlSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

  private static final ThreadFactory CLIENTS = DaemonThreads.named("command");
  private static final String FILE = "control";
  private static final int LONGEST_REQUEST = 4_096;

  private final Path file;
  private final ServerSocketChannel server;
  private final Control control;

  private ControlSocket(Path file, ServerSocketChannel server, Control control) {
    this.file = file;
    this.server = server;
    this.control = control;
  }

  /**
   * Listens in a state directory that this daemon has for itself.
   *
   * @throws DaemonException if it cannot, since the path is too long for a socket (some hundred
   *     characters) for instance
   */
  static ControlSocket open(Path state, Control control) throws DaemonException {
    Path file = state.resolve(FILE).toAbsolutePath();
    try {
      Files.deleteIfExists(file); // left by a daemon that was killed
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(file));
      } catch (IOException e) {
        server.close();
        throw e;
      }
      ControlSocket socket = new ControlSocket(file, server, control);
      Thread thread = new Thread(socket::serve, "control");
      thread.setDaemon(true);
      thread.start();
      return socket;
    } catch (IOException e) {
      throw new DaemonException(
          "cannot listen on the socket `"
              + file
              + "`: "
              + e.getMessage()
              + "; choose a shorter `state` if the path is long",
          e);
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        // By itself: one that says nothing, or does not listen, keeps nobody else waiting.
        CLIENTS.newThread(() -> answer(client)).start();
      } catch (AsynchronousCloseException e) {
        return; // the daemon stops
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("a command was not answered: {}", e.getMessage());
      }
    }
  }

  private void answer(SocketChannel client) {
    try (client) {
      exchange(client);
    } catch (IOException e) {
      LOG.warn("a command was not answered: {}", e.getMessage());
    }
  }

  private void exchange(SocketChannel client) throws IOException {
    InputStream in = Channels.newInputStream(client);
    List<String> request =
        Arrays.asList(new String(in.readNBytes(LONGEST_REQUEST), UTF_8).strip().split("\t"));
    String answer;
    try {
      answer = "ok\n" + control.answer(request);
    } catch (Control.Refusal e) {
      answer = "refused\n" + e.getMessage();
    } catch (Exception e) {
      LOG.warn("a command failed", e);
      answer = "refused\nthe daemon cannot do that now: " + e.getMessage();
    }
    OutputStream out = Channels.newOutputStream(client);
    out.write(answer.getBytes(UTF_8));
  }

  /** What a daemon says to a request; empty if none runs in that state directory. */
  public static Optional<String> ask(Path state, List<String> request) throws DaemonException {
    Path file = state.resolve(FILE).toAbsolutePath();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String answer;
    try (SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      Channels.newOutputStream(daemon).write(String.join("\t", request).getBytes(UTF_8));
      daemon.shutdownOutput();
      answer = new String(Channels.newInputStream(daemon).readAllBytes(), UTF_8);
    } catch (java.net.ConnectException e) {
      return Optional.empty(); // the socket of a daemon that was killed
    } catch (IOException e) {
      throw new DaemonException(
          "cannot speak to the daemon through `" + file + "`: " + e.getMessage(), e);
    }
    String text = answer.substring(Math.min(answer.length(), answer.indexOf('\n') + 1));
    if (!answer.startsWith("ok\n")) {
      throw new DaemonException(text.isEmpty() ? "the daemon gave no answer" : text, null);
    }
    return Optional.of(text);
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("could not remove `{}`: {}", file, e.getMessage());
    }
  }
}
