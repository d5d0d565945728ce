import Speech
import SystemPackage
import TestSupport
import Testing

struct WhisperConfigurationTests {
  @Test func `what the model says of itself is read`() throws {
    let configuration = try WhisperConfiguration(SpeechModels.folder("base").appending("config.json"))
    #expect(configuration.alignmentHeads.count == 8)
    #expect(configuration.languageTokens.count == 99)
    #expect(configuration.suppressedTokens.allSatisfy { $0 >= 0 })
    #expect(configuration.suppressedFirstTokens == [220, 50257])
  }

  @Test func `lists that are not there or odd are passed over`() throws {
    let folder = try TemporaryFolder()
    let text = #"{"alignment_heads":[[1,2],[3],[4,5,6]],"suppress_ids":[-1,7],"suppress_ids_begin":[]}"#
    let configuration = try WhisperConfiguration(folder.write(text, to: "config.json"))
    #expect(configuration.alignmentHeads.map(\.layer) == [1])
    #expect(configuration.alignmentHeads.map(\.head) == [2])
    #expect(configuration.languageTokens.isEmpty)
    #expect(configuration.suppressedTokens == [7])
  }

  @Test(arguments: ["", "{}", "[1]", #"{"alignment_heads":"all","suppress_ids":[],"suppress_ids_begin":[]}"#])
  func `what is no configuration is an error that names the file`(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "config.json")
    let error = #expect(throws: WeightsError.self) { try WhisperConfiguration(path) }
    #expect(error?.description.contains(path.string) == true)
  }
}
