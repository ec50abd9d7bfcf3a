namespace LeadGen.Web.Backups;

/// <summary>It cannot be backed up or restored, and nothing was changed. The message is for the person who asked.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
