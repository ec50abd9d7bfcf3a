namespace LeadGen.Web.Operations;

/// <summary>A setting that the app can't start with. The message names it and says what to set.</summary>
public sealed class SettingException(string message) : Exception(message);
