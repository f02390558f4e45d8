package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.iamaudit.config.Schedule;
import org.iamaudit.config.Schedule.Misfire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronTrigger;

class AuditTriggersTest {

  @ParameterizedTest
  @CsvSource({
    "RUN_ONCE, 1", // CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW
    "SKIP, 2", // CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING
    "RUN_EACH, -1" // Trigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY
  })
  void aTriggerHasTheZoneAndTheMisfireInstructionOfItsSchedule(Misfire misfire, int instruction) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Schedule schedule = new Schedule("monthly", "0 0 6 1 * ?", zone, misfire, List.of());
    CronTrigger trigger = (CronTrigger) AuditTriggers.trigger(schedule);
    assertThat(trigger.getMisfireInstruction()).isEqualTo(instruction);
    assertThat(trigger.getTimeZone().toZoneId()).isEqualTo(zone);
    assertThat(trigger.getJobKey()).isEqualTo(AuditTriggers.job(schedule).getKey());
  }
}
