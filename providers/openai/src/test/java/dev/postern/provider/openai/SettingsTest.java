/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.ConfigException;
import dev.postern.api.Usage;
import dev.postern.spi.Price;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.Settings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Usage MILLION = new Usage(1_000_000, 1_000_000, 2_000_000, 0, 0, 0);

    @Test
    void theFactoryIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ProviderFactory.class))
                .anyMatch(factory ->
                        factory instanceof OpenAiProviderFactory && factory.id().equals("openai"));
    }

    @Test
    void theBaseUrlComesFromSettingsThenTheVariableThenOpenAi() {
        Settings set = Settings.builder()
                .set(OpenAiSettings.BASE_URL, "http://localhost:8000/llm/v1/")
                .build();

        assertThat(create(set, Map.of("OPENAI_BASE_URL", "https://env/v1")).baseUrl())
                .hasToString("http://localhost:8000/llm/v1/");
        assertThat(create(Settings.empty(), Map.of("OPENAI_BASE_URL", "https://env/v1"))
                        .baseUrl())
                .hasToString("https://env/v1");
        assertThat(create(Settings.empty(), Map.of("OPENAI_BASE_URL", " ")).baseUrl())
                .hasToString("https://api.openai.com/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "ftp://example.com",
                "http:///v1",
                "https://user:pw@host/v1",
                "https://h/v1?a=b",
                "https://h/#x",
                "not a url"
            })
    void aBaseUrlThatIsNoneIsAnErrorThatDoesNotRepeatIt(String url) {
        assertThatThrownBy(() -> create(Settings.empty(), Map.of("OPENAI_BASE_URL", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "OPENAI_BASE_URL: expected an absolute http or https URL without user, query or fragment")
                .hasMessageNotContaining("pw@");
    }

    @Test
    void pricesAreExactDecimalsFromTextOrNumber() {
        PriceTable prices =
                prices("{\"a\":{\"input\":\"0.15\",\"output\":0.6,\"as_of\":\"2026-01-31\",\"source\":\"list\"},"
                        + "\"b\":{\"input\":0.1,\"cached_input\":\"0.05\",\"cache_write\":\"0.2\"}}");

        Price a = prices.find("a").orElseThrow();
        assertThat(a)
                .isEqualTo(new Price(
                        new BigDecimal("0.15"),
                        new BigDecimal("0.6"),
                        new BigDecimal("0.15"),
                        new BigDecimal("0.15"),
                        LocalDate.of(2026, 1, 31),
                        "list"));
        assertThat(prices.cost("a", null, MILLION).orElseThrow().amount()).isEqualByComparingTo("0.75");
        Usage cached = new Usage(1_000_000, 0, 1_000_000, 400_000, 100_000, 0);
        assertThat(prices.cost("b", null, cached).orElseThrow().amount()).isEqualByComparingTo("0.09");
        assertThat(prices.cost("c", "d", MILLION)).isEmpty();
    }

    @Test
    void allProblemsOfPricesAreReportedAtOnce() {
        assertThatThrownBy(() ->
                        prices("{\"a\":{\"input\":\"x\",\"output\":-1,\"inptu\":1,\"as_of\":\"May\",\"source\":7},"
                                + "\"b\":3,\"c\":{\"output\":\"1e999999999\"},\"d\":{\"input\":true}}"))
                .isInstanceOf(ConfigException.class)
                .extracting(problem -> String.join("\n", ((ConfigException) problem).problems()))
                .isEqualTo("""
                        prices.a.inptu: unknown key; allowed: input, output, cached_input, cache_write, as_of, source
                        prices.a.input: expected a decimal number ≥ 0, as text or number, found "x"
                        prices.a.output: expected a decimal number ≥ 0, as text or number, found -1
                        prices.a.as_of: expected a date such as 2026-01-31, found "May"
                        prices.a.source: expected a string, found 7
                        prices.b: expected an object, found 3
                        prices.c.input: expected a decimal number ≥ 0, as text or number, found nothing
                        prices.c.output: expected a decimal number ≥ 0, as text or number, found "1e999999999"
                        prices.d.input: expected a decimal number ≥ 0, as text or number, found true""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":3} | models.a: expected the name of a model, found 3",
                "{\"a\":\" \"} | models.a: expected the name of a model, found \" \""
            })
    void aModelThatIsNoNameIsAnError(String models, String problem) {
        Settings settings =
                Settings.builder().set(OpenAiSettings.MODELS, object(models)).build();

        assertThatThrownBy(() -> create(settings, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    private static PriceTable prices(String json) {
        return create(
                        Settings.builder()
                                .set(OpenAiSettings.PRICES, object(json))
                                .build(),
                        Map.of())
                .prices();
    }

    private static Provider create(Settings settings, Map<String, String> environment) {
        return new OpenAiProviderFactory()
                .create(new ProviderContext(settings, name -> Optional.ofNullable(environment.get(name))));
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
