/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.postern.api.ConfigException;
import dev.postern.api.Usage;
import dev.postern.provider.openai.OpenAiSettings;
import dev.postern.spi.Key;
import dev.postern.spi.Price;
import dev.postern.spi.PriceTable;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.Settings;
import java.time.LocalDate;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyscaleSettingsTest {
    private static final String HISTORIC = "https://api.endpoints.anyscale.com/v1";

    @Test
    void theFactoryIsFoundByTheServiceLoaderAndHasTheKeysOfTheContract() {
        assertThat(ServiceLoader.load(ProviderFactory.class))
                .filteredOn(factory -> factory.id().equals("anyscale"))
                .singleElement()
                .satisfies(factory -> assertThat(factory.keys())
                        .extracting(Key::name)
                        .containsExactly("base_url", "upload_url", "profile", "models", "prices", "max_concurrent"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.anyscaleuserdata.com, https://x.anyscaleuserdata.com/v1",
        "https://x.anyscaleuserdata.com/, https://x.anyscaleuserdata.com/v1",
        "https://x.anyscaleuserdata.com/v1, https://x.anyscaleuserdata.com/v1",
        "https://x.anyscaleuserdata.com/v1/, https://x.anyscaleuserdata.com/v1",
        "http://127.0.0.1:9100/llm/prefix//, http://127.0.0.1:9100/llm/prefix/v1",
        "http://[::1]:9100/llm/v1, http://[::1]:9100/llm/v1",
    })
    void theBaseUrlMayComeWithOrWithoutVersionPrefixAndSlash(String given, String baseUrl) {
        assertThat(Providers.create(Settings.empty(), Map.of("ANYSCALE_BASE_URL", given))
                        .baseUrl())
                .hasToString(baseUrl);
    }

    @Test
    void settingsWinOverTheVariableAndThatOverTheHistoricHost() {
        Settings set =
                Settings.builder().set(OpenAiSettings.BASE_URL, "http://set").build();

        assertThat(Providers.create(set, Map.of("ANYSCALE_BASE_URL", "http://env"))
                        .baseUrl())
                .hasToString("http://set/v1");
        assertThat(Providers.create(Settings.empty(), Map.of("ANYSCALE_BASE_URL", ""))
                        .baseUrl())
                .hasToString(HISTORIC);
        assertThatThrownBy(() -> Providers.create(Settings.empty(), Map.of("ANYSCALE_BASE_URL", "host")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ANYSCALE_BASE_URL: expected an absolute http or https URL");
    }

    @Test
    void theHistoricHostSpeaksAsEndpointsDidAndSaysThatItEnded() {
        AnyscaleProvider historic = Providers.create(Settings.empty(), Map.of());
        AnyscaleProvider own = Providers.create(Settings.empty(), Map.of("ANYSCALE_BASE_URL", "http://own"));

        assertThat(historic.profile()).isEqualTo(Profile.ENDPOINTS);
        assertThat(historic.unreachableHint()).contains("ended on 2024-08-01").contains("ANYSCALE_BASE_URL");
        assertThat(own.profile()).isEqualTo(Profile.RAY_SERVE);
        assertThat(own.unreachableHint()).isEmpty();
    }

    @Test
    void theProfileMayBeSetForAnyHost() {
        assertThat(Providers.endpoints().profile()).isEqualTo(Profile.ENDPOINTS);
        assertThat(AnyscaleSettings.PROFILE.read(JsonParser.parseString("\"vllm\"")))
                .isEmpty();
    }

    @Test
    void uploadUrlAndLimitAreExposed() {
        Settings settings = Settings.builder()
                .set(OpenAiSettings.BASE_URL, "http://own")
                .set(AnyscaleSettings.UPLOAD_URL, "http://uploads/")
                .set(AnyscaleSettings.MAX_CONCURRENT, 30L)
                .build();

        AnyscaleProvider provider = Providers.create(settings, Map.of());

        assertThat(provider.uploadUrl())
                .hasValueSatisfying(url -> assertThat(url).hasToString("http://uploads/v1"));
        assertThat(provider.maxConcurrent()).isEqualTo(30);
        assertThat(Providers.endpoints().uploadUrl()).isEmpty();
        assertThat(Providers.endpoints().maxConcurrent()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Llama-2-7b-chat-hf, 0.15, 0.15",
        "meta-llama/Llama-2-13b-chat-hf, 0.25, 0.25",
        "meta-llama/Llama-2-70b-chat-hf, 1, 1",
        "mistralai/Mixtral-8x7B-Instruct-v0.1, 0.50, 0.50",
        "mistralai/Mixtral-8x22B-Instruct-v0.1, 0.90, 0.90",
        "Meta-Llama/Llama-Guard-7b, 0.15, 0.15",
        "thenlper/gte-large, 0.05, 0",
        "BAAI/bge-large-en-v1.5, 0.05, 0",
    })
    void theProfileEndpointsKnowsThePricesOf2024(String model, String input, String output) {
        Price price = Providers.endpoints().prices().find(model).orElseThrow();

        assertThat(price.input()).isEqualByComparingTo(input);
        assertThat(price.output()).isEqualByComparingTo(output);
        assertThat(price.asOf()).isEqualTo(LocalDate.of(2024, 7, 31));
        assertThat(price.source()).isEqualTo("Anyscale Endpoints public price list, 2024");
    }

    @Test
    void allSeventeenModelsHaveAPriceAndNoOtherHas() {
        assertThat(EndpointsPrices.read()).hasSize(17);
        assertThat(Providers.endpoints().prices().find("meta-llama/Llama-3.1-8B"))
                .isEmpty();
    }

    @Test
    void aServiceOfOnesOwnHasOnlyTheOperatorsPrices() {
        Usage usage = new Usage(1_000_000, 0, 1_000_000, 0, 0, 0);
        String model = "mistralai/Mistral-7B-Instruct-v0.1";

        assertThat(Providers.rayServe().prices().find(model)).isEmpty();
        for (String profile : new String[] {"endpoints", "ray-serve"}) {
            PriceTable prices = Providers.create(
                            Settings.builder()
                                    .set(OpenAiSettings.BASE_URL, "http://own")
                                    .set(AnyscaleSettings.PROFILE, profile)
                                    .set(
                                            OpenAiSettings.PRICES,
                                            JsonParser.parseString("{\"" + model + "\":{\"input\":\"0.02\"}}")
                                                    .getAsJsonObject())
                                    .build(),
                            Map.of())
                    .prices();

            assertThat(prices.cost(model, null, usage).orElseThrow().amount()).isEqualByComparingTo("0.02");
        }
    }
}
