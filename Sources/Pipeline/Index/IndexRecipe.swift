internal import Library
internal import PluginKit

/// How the rows of a file are made: from layers alone, which the recipe names, so that they can be made anew without the
/// media and without a profile.
struct IndexRecipe: Sendable {
  /// To be raised when the same layers give other rows.
  private static let revision = "org.surtitle.index 1.0"
  private static let withMeaning = "{\"meaning\":true}"

  let recipe: Recipe

  init(_ recipe: Recipe) { self.recipe = recipe }

  /// - Parameter recipes: of the stages before it.
  init(_ recipes: FileRecipes) {
    recipe = Recipe(
      media: recipes.media, stage: Stage.index.name, plugin: Self.revision,
      configuration: recipes.embedding == nil ? "{}" : Self.withMeaning,
      inputs: [recipes.transcript, recipes.recognition.recipe.key, recipes.audio.recipe.key]
        + (recipes.embedding.map { [$0.recipe.key] } ?? []) + recipes.annotators.map(\.recipe.key))
  }

  /// Nil for a recipe that this version did not write.
  var layers: Layers? {
    let hasMeaning = recipe.configuration == Self.withMeaning
    guard recipe.plugin == Self.revision, recipe.inputs.count >= (hasMeaning ? 4 : 3) else { return nil }
    return Layers(
      transcript: recipe.inputs[0], heard: recipe.inputs[1], audio: recipe.inputs[2],
      embeddings: hasMeaning ? recipe.inputs[3] : nil, annotations: Array(recipe.inputs.dropFirst(hasMeaning ? 4 : 3)))
  }

  struct Layers {
    /// After the filters, and as it was recognised.
    var transcript, heard: LayerKey
    var audio: LayerKey
    var embeddings: LayerKey?
    var annotations: [LayerKey]
  }
}
