/// A house style as a file has it.
///
/// ```json
/// {"title": "Ours", "basedOn": "netflix", "rules": {"maximumLineLength": 38}, "languages": {"de": {"maximumLines": 3}}}
/// ```
public struct HouseStyleDocument: Hashable, Sendable, Codable {
  /// For people; the name where it is left out.
  public var title: String?
  public var sources: [String] = []
  /// The style whose rules hold where this one says nothing.
  public var basedOn: String?
  public var rules = StyleRuleChanges()
  /// By language tag, such as `de` or `pt-BR`: what differs from `rules`, or from what the language has without a region.
  public var languages: [String: StyleRuleChanges] = [:]
  public var look = StyleLookChanges()

  public init() {}

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    sources = try container.decodeIfPresent([String].self, forKey: .sources) ?? []
    basedOn = try container.decodeIfPresent(String.self, forKey: .basedOn)
    rules = try container.decodeIfPresent(StyleRuleChanges.self, forKey: .rules) ?? StyleRuleChanges()
    languages = try container.decodeIfPresent([String: StyleRuleChanges].self, forKey: .languages) ?? [:]
    look = try container.decodeIfPresent(StyleLookChanges.self, forKey: .look) ?? StyleLookChanges()
  }
}
