package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.iamaudit.evaluate.Decision;
import org.iamaudit.evaluate.Evaluator;
import org.iamaudit.evaluate.Layer;
import org.iamaudit.evaluate.MatchedStatement;
import org.iamaudit.evaluate.PreparedPolicies;
import org.iamaudit.evaluate.Request;

/**
 * From one line of {@code simulate} to its answer. Safe to share between threads; parsed policies
 * are kept by their text.
 */
final class SimulateJson {
  private final PolicyTexts policies = new PolicyTexts();

  /** One line of JSON, without line end. Never throws, whatever the line. */
  String answer(String line) {
    try {
      return results(SimulateRequest.read(line, policies));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return JsonAnswer.error(line, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string does not fail to be read
    }
  }

  private static String results(SimulateRequest request) {
    PreparedPolicies prepared = PreparedPolicies.of(request.layers(), request::compiled);
    return JsonAnswer.of(
        request.caseId(),
        json -> {
          json.writeArrayFieldStart("EvaluationResults");
          for (String action : request.actions()) {
            for (String resource : request.resources()) {
              Request one = request.request(action, resource);
              writeResult(json, one, Evaluator.decide(one, prepared));
            }
          }
          json.writeEndArray();
          if (!request.ignored().isEmpty()) {
            JsonAnswer.texts(json, "IgnoredFields", request.ignored());
          }
        });
  }

  private static void writeResult(JsonGenerator json, Request request, Decision decision)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("EvalActionName", request.action());
    json.writeStringField("EvalResourceName", request.resource());
    json.writeStringField("EvalDecision", decision.outcome().text());
    json.writeArrayFieldStart("MatchedStatements");
    for (MatchedStatement statement : decision.determining()) {
      json.writeStartObject();
      json.writeStringField("SourcePolicyId", statement.policy());
      json.writeNumberField("StatementIndex", statement.index());
      if (statement.sid().isPresent()) {
        json.writeStringField("Sid", statement.sid().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonAnswer.texts(json, "MissingContextValues", decision.missingContextKeys());
    json.writeObjectFieldStart("OrganizationsDecisionDetail");
    json.writeBooleanField(
        "AllowedByOrganizations", decision.allowedBy(Layer.SCP) && decision.allowedBy(Layer.RCP));
    json.writeEndObject();
    json.writeObjectFieldStart("PermissionsBoundaryDecisionDetail");
    json.writeBooleanField("AllowedByPermissionsBoundary", decision.allowedBy(Layer.BOUNDARY));
    json.writeEndObject();
    JsonAnswer.texts(
        json, "BlockedBy", decision.blockedBy().stream().map(Decision.Block::text).toList());
    if (!decision.disputed().isEmpty()) {
      JsonAnswer.texts(json, "Disputed", decision.disputed());
    }
    json.writeEndObject();
  }
}
