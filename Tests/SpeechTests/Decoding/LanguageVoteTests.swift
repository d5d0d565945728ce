import Speech
import Testing
import Transcript

struct LanguageVoteTests {
  @Test func `long windows count more`() {
    let scores = LanguageVote.count(
      [[("en", 0.9), ("de", 0.1)], [("en", 0.2), ("de", 0.8)]], weights: [1, 3])
    #expect(scores.map(\.language) == ["de", "en"])
    #expect(abs(scores[0].score - 0.625) < 1e-9)
    #expect(abs(scores[1].score - 0.375) < 1e-9)
  }

  @Test func `what nobody hears is not listed`() {
    let scores = LanguageVote.count([[("en", 0.995), ("de", 0.005)]], weights: [480_000])
    #expect(scores.map(\.language) == ["en"])
    #expect(abs(scores[0].score - 0.995) < 1e-9, "the rest still counts")
  }

  @Test func `ties go by the name`() {
    #expect(LanguageVote.count([[("fr", 0.5), ("en", 0.5)]], weights: [1]).map(\.language) == ["en", "fr"])
  }

  @Test func `no vote, no language`() {
    #expect(LanguageVote.count([], weights: []).isEmpty)
    #expect(LanguageVote.count([[]], weights: [1]).isEmpty)
    #expect(LanguageVote.count([[("en", 1)]], weights: [0]).isEmpty)
  }
}
