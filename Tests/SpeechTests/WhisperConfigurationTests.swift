import Speech
import SystemPackage
import TestSupport
import Testing

struct WhisperConfigurationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func configuration(_ layout: WhisperFiles.Layout = .cTranslate2) throws -> WhisperConfiguration {
    try WhisperConfiguration(
      WhisperFiles(folder.path, layout, weights: "weights"), sizes: SmallVocabulary.sizes())
  }

  @Test func `what the model says of itself is read`() throws {
    let configuration = try WhisperConfiguration(
      WhisperFiles(SpeechModels.folder("base")), sizes: SmallVocabulary.sizes())
    #expect(configuration.alignmentHeads.count == 8)
    #expect(configuration.languageTokens.count == 99)
    #expect(configuration.isMultilingual == nil)
    #expect(configuration.suppressedTokens.allSatisfy { $0 >= 0 })
    #expect(configuration.suppressedFirstTokens == [220, 50257])
  }

  @Test func `lists that are not there or odd are passed over`() throws {
    try folder.write(
      #"{"alignment_heads":[[1,2],[3],[4,5,6]],"suppress_ids":[-1,7],"suppress_ids_begin":[]}"#, to: "config.json")
    let configuration = try configuration()
    #expect(configuration.alignmentHeads.map(\.layer) == [1])
    #expect(configuration.alignmentHeads.map(\.head) == [2])
    #expect(configuration.languageTokens.isEmpty)
    #expect(configuration.suppressedTokens == [7])
  }

  @Test(arguments: ["", "{}", "[1]", #"{"alignment_heads":"all","suppress_ids":[],"suppress_ids_begin":[]}"#])
  func `what is no configuration is an error that names the file`(text: String) throws {
    let path = try folder.write(text, to: "config.json")
    let error = #expect(throws: WeightsError.self) { try configuration() }
    #expect(error?.description.contains(path.string) == true)
  }

  @Test func `what Hugging Face's generation says is read`() throws {
    try folder.write(#"{"suppress_tokens":[9],"begin_suppress_tokens":[220]}"#, to: "config.json")
    try folder.write(
      """
      {"alignment_heads":[[1,0]],"lang_to_id":{"<|de|>":5,"<|en|>":3},"is_multilingual":true,
      "suppress_tokens":[-1,7],"begin_suppress_tokens":null}
      """, to: "generation_config.json")
    let configuration = try configuration(.huggingFace)
    #expect(configuration.alignmentHeads == [.init(layer: 1, head: 0)])
    #expect(configuration.languageTokens == [3, 5])
    #expect(configuration.isMultilingual == true)
    #expect(configuration.suppressedTokens == [7])
    #expect(configuration.suppressedFirstTokens == [220], "older models say it in config.json")
  }

  @Test(arguments: [WhisperFiles.Layout.cTranslate2, .huggingFace])
  func `without alignment heads all of the second half are taken`(layout: WhisperFiles.Layout) throws {
    try folder.write(#"{"suppress_ids":[],"suppress_ids_begin":[]}"#, to: "config.json")
    let heads = try configuration(layout).alignmentHeads
    #expect(heads == [.init(layer: 1, head: 0), .init(layer: 1, head: 1)])
  }

  @Test func `a generation that is none is an error that names the file`() throws {
    try folder.write("{}", to: "config.json")
    let path = try folder.write(#"{"lang_to_id":[1]}"#, to: "generation_config.json")
    let error = #expect(throws: WeightsError.self) { try configuration(.huggingFace) }
    #expect(error?.path == path.string)
  }
}
