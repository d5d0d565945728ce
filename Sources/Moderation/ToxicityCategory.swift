/// Kinds of speech that hurts, by the names that Amazon Transcribe has for them, and self-harm.
public enum ToxicityCategory: String, Hashable, Sendable, Codable, CaseIterable {
  /// Swear words and vulgar terms, whoever they are aimed at.
  case profanity
  /// Degrades people for who they are.
  case hateSpeech = "hate_speech"
  /// Sexual acts, body parts or desire.
  case sexual
  /// Calls somebody stupid, ugly, worthless.
  case insult
  /// Threatens, wishes, incites or praises harm.
  case violenceOrThreat = "violence_or_threat"
  /// Describes injury or torture in detail.
  case graphic
  /// Pressure, humiliation or unwanted remarks, aimed at a person.
  case harassmentOrAbuse = "harassment_or_abuse"
  /// Somebody wants to harm themselves, or speaks of it. Amazon Transcribe has no such category.
  case selfHarm = "self_harm"
  /// All in all: a judgement of its own, and no sum of the others.
  case toxicity
}
