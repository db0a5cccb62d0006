package io.refundgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;

/** What the conformance cases say in JSON. */
final class Json {
  private Json() {}

  static JsonElement of(Message message) throws InvalidProtocolBufferException {
    return JsonParser.parseString(JsonFormat.printer()
        .preservingProtoFieldNames()
        .includingDefaultValueFields()
        .print(message));
  }

  /** Whether there is at least what is expected. */
  static void assertMatches(JsonElement expected, JsonElement actual, String path) {
    if (expected.isJsonObject()) {
      assertTrue(actual != null && actual.isJsonObject(), path + " is " + actual);
      expected.getAsJsonObject().asMap().forEach((name, value) ->
          assertMatches(value, actual.getAsJsonObject().get(name), path + "." + name));
    } else if (expected.isJsonArray()) {
      assertTrue(actual != null && actual.isJsonArray(), path + " is " + actual);
      assertEquals(expected.getAsJsonArray().size(), actual.getAsJsonArray().size(), path + " is " + actual);
      for (int i = 0; i < expected.getAsJsonArray().size(); i++) {
        assertMatches(
            expected.getAsJsonArray().get(i), actual.getAsJsonArray().get(i), path + "[" + i + "]");
      }
    } else {
      assertEquals(expected, actual, path);
    }
  }

  /** The value at a path such as {@code applications[0].batchno}. */
  static String at(String path, JsonElement value) {
    for (String step : path.split("[.\\[]")) {
      value = step.endsWith("]")
          ? value.getAsJsonArray().get(Integer.parseInt(step.substring(0, step.length() - 1)))
          : value.getAsJsonObject().get(step);
    }
    return value.getAsString();
  }

  /** The same with what was saved in place of each {@code ${name}}. */
  static JsonElement fill(JsonElement value, Map<String, String> saved) {
    if (value.isJsonObject()) {
      JsonObject filled = new JsonObject();
      value.getAsJsonObject().asMap().forEach((name, member) -> filled.add(name, fill(member, saved)));
      return filled;
    }
    if (value.isJsonArray()) {
      JsonArray filled = new JsonArray();
      value.getAsJsonArray().forEach(element -> filled.add(fill(element, saved)));
      return filled;
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      String text = value.getAsString();
      for (Map.Entry<String, String> entry : saved.entrySet()) {
        text = text.replace("${" + entry.getKey() + "}", entry.getValue());
      }
      return new JsonPrimitive(text);
    }
    return value;
  }
}
