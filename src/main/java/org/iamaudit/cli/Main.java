package org.iamaudit.cli;

/** The entry point of {@code iamaudit}. */
public final class Main {

  private Main() {}

  /** Prints how the program is used. */
  public static void main(String[] args) {
    System.out.println("usage: java -jar iamaudit.jar COMMAND [OPTION]...");
  }
}
