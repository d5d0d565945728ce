import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct RecipeTests {
  let folder: TemporaryFolder
  let recipe: Recipe

  init() throws {
    folder = try TemporaryFolder()
    let media = try folder.write("film", to: "film.mp4")
    recipe = Recipe(
      media: try Fingerprint(of: media, identity: FileIdentity(of: media)), stage: "subrip", plugin: "subrip 1.0",
      configuration: "{\"bom\":false}", inputs: [])
  }

  @Test func hasAKeyThatDependsOnEveryField() throws {
    var keys: Set<LayerKey> = [recipe.key]
    for change: (inout Recipe) -> Void in [
      { $0.stage = "webvtt" }, { $0.plugin = "subrip 1.1" }, { $0.configuration = "{\"bom\":true}" },
      { $0.inputs = [$0.key] },
    ] {
      var other = recipe
      change(&other)
      keys.insert(other.key)
    }
    #expect(keys.count == 5)
  }

  @Test func tellsFieldsApartThatReadTheSameTogether() {
    var a = recipe
    var b = recipe
    (a.stage, a.plugin) = ("ab", "c")
    (b.stage, b.plugin) = ("a", "bc")
    #expect(a.key != b.key)
  }

  @Test func saysWhatChanged() throws {
    var other = recipe
    #expect(recipe.reasonForChange(since: other) == nil)
    other.inputs = [recipe.key]
    #expect(recipe.reasonForChange(since: other) == "an earlier stage changed")
    other.configuration = "{}"
    #expect(recipe.reasonForChange(since: other) == "settings changed")
    other.plugin = "subrip 0.9"
    #expect(recipe.reasonForChange(since: other) == "subrip 0.9 was replaced by subrip 1.0")
  }
}
