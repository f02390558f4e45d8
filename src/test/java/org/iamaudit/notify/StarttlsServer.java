package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The least of a mail server that changes to TLS; GreenMail does not. Serves one connection. */
final class StarttlsServer implements AutoCloseable {
  private final ServerSocket listening;
  private final SSLContext tls;
  private final List<String> clear = new CopyOnWriteArrayList<>();
  private final List<String> hidden = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "starttls");

  StarttlsServer(SSLContext tls) throws IOException {
    this.tls = tls;
    this.listening = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  List<String> inTheClear() {
    return clear;
  }

  List<String> encrypted() throws InterruptedException {
    thread.join();
    return hidden;
  }

  private void serve() {
    try (Socket socket = listening.accept()) {
      say(socket, "220 localhost");
      talk(socket, clear);
      SSLSocket over = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, port(), false);
      over.setUseClientMode(false);
      talk(over, hidden);
    } catch (IOException e) {
      hidden.add("broken: " + e);
    }
  }

  private static void talk(Socket socket, List<String> lines) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      if (data && !line.equals(".")) {
        continue;
      }
      String word = data ? "." : line.split(" ")[0];
      data = word.equals("DATA");
      say(
          socket,
          switch (word) {
            case "EHLO" -> "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN";
            case "STARTTLS" -> "220 go on";
            case "AUTH" -> "235 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
          });
      if (word.equals("STARTTLS") || word.equals("QUIT")) {
        return;
      }
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
