import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct ConfigCommandTests {
  let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [["config", "dump"], ["config", "dump", "--effective"]])
  func printsAConfigurationThatCanBeUsed(arguments: [String]) async throws {
    let dump = try await program.run(arguments.map { Array($0.utf8) })
    #expect(dump.status == 0)
    let file = try program.folder.write(dump.output, to: "config.json")
    #expect(try await program("config", "check", "--config", file.string).status == 0)
    #expect(try await program("config", "dump", "--effective", "--config", file.string).status == 0)
  }

  @Test(arguments: [
    ("{", "this is not JSON"), ("{\"version\": 1, \"profils\": {}}", "did you mean “profiles”?"),
    (
      "{\"version\": 1, \"profiles\": {\"subtitles\": {\"plugins\": {\"subrip\": {\"bomm\": 1}}}}}",
      "/plugins/subrip/bomm"
    ),
  ])
  func namesTheFileAndTheFault(text: String, message: String) async throws {
    let file = try program.folder.write(text, to: "my.json")
    let outcome = try await program("config", "check", environment: ["SURTITLE_CONFIG": file.string])
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("my.json"))
    #expect(outcome.error.contains(message))
  }

  @Test func findsTheFileOfTheUser() async throws {
    try program.folder.write("{\"version\": 9}", to: ".config/surtitle/config.json")
    let outcome = try await program("plan", "media")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("/version: the highest supported configuration version is 1, this file says 9"))
  }
}
