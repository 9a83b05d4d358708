from django import template

from tanu.quizzes.words import tries_left

register = template.Library()
register.filter("tries_left", tries_left)
