package org.iamaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.iamaudit.config.LogFormat;
import org.iamaudit.config.LogLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @BeforeEach
  void completeTheContext() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @Test
  void aTextLineHasTimeInUtcLevelMessageAndKeys() {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.TEXT);
    context
        .getLogger("org.iamaudit.run.X")
        .atInfo()
        .addKeyValue("event", "run.started")
        .log("audit started");
    assertThat(log())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  audit started"
                + " event=\"run.started\"\n");
  }

  @Test
  void aNameCannotForgeATextLine() {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.TEXT);
    context
        .getLogger("org.iamaudit.run.X")
        .atInfo()
        .addKeyValue("name", "a\n2026-01-01 INFO all is well\033[2J\u0085")
        .log("line\r\nbreak");
    assertThat(log().lines()).hasSize(1);
    assertThat(log()).doesNotContain("\033", "\u0085");
  }

  @Test
  void aJsonLineHasTheKeysOfTheEventBesideItsOwn() throws Exception {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.JSON);
    context
        .getLogger("org.iamaudit.run.X")
        .atError()
        .addKeyValue("event", "run.finished")
        .addKeyValue("seconds", 2.5)
        .addKeyValue("complete", false)
        .setCause(new IllegalStateException("bro\nken"))
        .log("failed: {}", "ü\n");
    JsonNode line = new ObjectMapper().readTree(log());
    assertThat(log().lines()).hasSize(1);
    assertThat(line.get("@timestamp").textValue()).matches(".*T.*\\d(\\.\\d{3})?Z");
    assertThat(line.get("level").textValue()).isEqualTo("ERROR");
    assertThat(line.get("logger").textValue()).isEqualTo("org.iamaudit.run.X");
    assertThat(line.get("message").textValue()).isEqualTo("failed: ü\n");
    assertThat(line.get("event").textValue()).isEqualTo("run.finished");
    assertThat(line.get("seconds").doubleValue()).isEqualTo(2.5);
    assertThat(line.get("complete").isBoolean()).isTrue();
    assertThat(line.get("error.type").textValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("error.message").textValue()).isEqualTo("bro\nken");
    assertThat(line.get("error.stack_trace").textValue()).contains("\tat org.iamaudit.cli");
  }

  @Test
  void aJsonLineSaysWhatItsThreadWorksOn() throws Exception {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.JSON);
    context.setMDCAdapter(org.slf4j.MDC.getMDCAdapter());
    org.slf4j.MDC.put("attempt_id", "a-1");
    org.slf4j.MDC.put("schedule", "monthly");
    try {
      context.getLogger("org.iamaudit").atInfo().addKeyValue("schedule", "own").log("read");
    } finally {
      org.slf4j.MDC.clear();
    }
    JsonNode line = new ObjectMapper().readTree(log());
    assertThat(line.get("attempt_id").textValue()).isEqualTo("a-1");
    assertThat(line.get("schedule").textValue()).isEqualTo("own");
  }

  @ParameterizedTest
  @CsvSource({"ERROR, ERROR, ERROR", "WARN, WARN, WARN", "INFO, INFO, WARN", "DEBUG, DEBUG, WARN"})
  void librariesAreHeardFromWarningsOn(LogLevel level, String ours, String libraries) {
    Logging.use(context, bytes, level, LogFormat.TEXT);
    Map.of(
            "org.iamaudit.run.X", ours,
            "com.amazonaws.request", libraries,
            "org.apache.http.wire", libraries,
            "org.quartz.core.JobRunShell", libraries)
        .forEach(
            (logger, expected) ->
                assertThat(context.getLogger(logger).getEffectiveLevel().toString())
                    .as(logger)
                    .isEqualTo(expected));
  }

  @Test
  void anotherFormatTakesOverOnTheSameStream() {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.TEXT);
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.JSON);
    context.getLogger("org.iamaudit").info("once");
    assertThat(log().lines()).hasSize(1).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void otherThreadsAreNotHeardBelowWarningsWhileItIsSetUp() throws Exception {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.TEXT);
    AtomicBoolean over = new AtomicBoolean();
    Thread library =
        new Thread(
            () -> {
              while (!over.get()) {
                context.getLogger("org.apache.poi").debug("part saved");
              }
            });
    library.start();
    try {
      for (int i = 0; i < 2_000; i++) {
        Logging.use(context, bytes, LogLevel.INFO, LogFormat.TEXT);
      }
    } finally {
      over.set(true);
      library.join();
    }
    assertThat(log()).isEmpty();
  }

  private String log() {
    return bytes.toString(UTF_8);
  }

  @Test
  void whatPoiSaysOfEachSheetOnAFullDiskIsNotHeard() {
    Logging.use(context, bytes, LogLevel.INFO, LogFormat.TEXT);
    context.getLogger("org.apache.poi.xssf.streaming.SXSSFWorkbook").warn("of a sheet");
    assertThat(log()).isEmpty();
  }
}
