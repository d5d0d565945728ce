import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct ModelsBenchTests {
  let program: Program

  init() throws { program = try Program() }

  @Test func saysWhichModelIsMissing() async throws {
    let outcome = try await program("models", "bench")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("surtitle models pull base"))
  }

  @Test(.enabled(if: UserModels.areAvailable, "run “make setup” for the models"), .timeLimit(.minutes(2)))
  func saysWhatWasChosenAndHowFastItIs() async throws {
    let clip = Project.root.appending("Samples/Library/Phone/Voice message.wav")
    let outcome = try await program(
      "models", "bench", "--json", clip.string, environment: ["SURTITLE_MODELS": UserModels.folder.string])
    #expect(outcome.status == 0, "\(outcome.error)")
    let figures = try #require(try program.json(outcome.output) as? [String: Any])
    #expect(["bfloat16", "float16", "float32"].contains(figures["arithmetic"] as? String))
    #expect(figures["capabilities"] is String)
    #expect(figures["streams"] as? Int ?? 0 > 0)
    #expect(figures["cpuSecondsPerHour"] as? Double ?? 0 > 0)
    #expect(figures["tokens"] as? Int ?? 0 > 10)
  }
}
